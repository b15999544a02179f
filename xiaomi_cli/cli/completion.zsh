#compdef xiaomi
_xiaomi() {
    local line value fold='m:{[:lower:][:upper:]}={[:upper:][:lower:]}'
    local -a offers kinds
    local typed=("${(@Q)words[2,CURRENT]}")
    for line in "${(@f)$(_XIAOMI_COMPLETE=zsh ${words[1]} "${typed[@]}" 2>/dev/null)}"; do
        value=${line%%$'\t'*}
        case $line in
            :files) _files; return ;;
            :dirs) _files -/; return ;;
            */$'\t'*) kinds+=("${value//:/\\:}:${line#*$'\t'}") ;;
            ?*) offers+=("${value//:/\\:}:${line#*$'\t'}") ;;
        esac
    done
    (( $#kinds )) && _describe -V xiaomi kinds -S '' -M "$fold"
    (( $#offers )) && _describe -V xiaomi offers -M "$fold"
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _xiaomi "$@"
else
    compdef _xiaomi xiaomi
fi
