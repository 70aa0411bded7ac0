# Completion of mas for bash. In ~/.bashrc: source <(mas completion bash)

_mas_complete() {
    local line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]} word kept=()
    [[ $line == *" "* ]] || return
    line=${line#* }

    # bash takes --method=tag for three words; mas is asked about the value.
    [[ $current == = ]] && current=
    [[ $line =~ ^(.*--[a-z-]+)=([^ ]*)$ ]] && line="${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"

    for word in $("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null); do
        case $word in
            --*) [[ $current == -* ]] && kept+=("$word") ;;
            [-/]*) ;;
            *) kept+=("$word") ;;
        esac
    done
    COMPREPLY=($(compgen -W "${kept[*]}" -- "$current"))
}

# Where mas knows no words, files are completed.
complete -o bashdefault -o default -F _mas_complete mas
