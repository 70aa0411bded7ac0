#compdef mas
# Completion of mas for zsh. In ~/.zshrc, after compinit: source <(mas completion zsh)

_mas() {
    local line="${(j: :)words[2,CURRENT]}"
    local -a found

    # Of --method=tag, mas is asked about the value.
    if [[ $PREFIX == --*=* ]]; then
        line="${line%$PREFIX}${PREFIX/=/ }"
        compset -P '*='
    fi

    found=(${(f)"$($words[1] "[suggest:${#line}]" "$line" 2>/dev/null)"})
    if [[ $PREFIX == -* ]]; then
        found=(${(M)found:#--*})
    else
        found=(${found:#[-\/]*})
    fi

    # Where mas knows no words, files are completed.
    if (( $#found )); then
        compadd -a found
    else
        _files
    fi
}

compdef _mas mas
