"""What a shell needs to ask the program for completions: a function that calls it at each Tab.

The words up to the cursor are passed as arguments, so that no shell and no program has to take a
line apart again, and `_XIAOMI_COMPLETE` tells which shell asks.
"""

SCRIPTS = {
    "bash": r"""
_xiaomi() {
    local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]} line
    COMPREPLY=()
    while read -r line; do
        case $line in
            :files) compopt -o default 2>/dev/null || _xiaomi_paths -f "$word" ;;
            :dirs) compopt -o dirnames 2>/dev/null || _xiaomi_paths -d "$word" ;;
            *) COMPREPLY+=("${line%%$'\t'*}") ;;
        esac
    done < <(_XIAOMI_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -gt 0 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
    return 0
}
_xiaomi_paths() {  # for a bash of before 2009, such as that of macOS
    local line
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$1" -- "$2")
}
complete -F _xiaomi xiaomi
""",
    "zsh": r"""
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
""",
    "fish": r"""
function __xiaomi_offers
    set -l words (commandline -opc) (commandline -ct)
    for line in (env _XIAOMI_COMPLETE=fish $words[1] $words[2..-1] 2>/dev/null)
        switch $line
            case :files
                complete -C"'' "(commandline -ct)
            case :dirs
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete --command xiaomi --no-files --keep-order --arguments '(__xiaomi_offers)'
""",
}


def script(shell: str) -> str:
    """The script of a shell, to be sourced or kept where the shell looks for completions."""
    return SCRIPTS[shell].lstrip("\n")
