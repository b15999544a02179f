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
