#!/usr/bin/env bash
# Looks for the patterns of scripts/forbidden.txt in the code (comments are left out) and fails on what is not excepted.
set -euo pipefail
cd "$(dirname "$0")/.."
list=scripts/forbidden.txt
failed=0

# Lines of code that match, as file:line:text. What follows a // is a comment unless a colon stands before it (a URL).
matches() {
    local pattern=$1 folder=$2
    find "$folder" -name '*.swift' -print0 | sort -z | xargs -0 -r awk -v pattern="$pattern" '
        { code = $0; sub(/^[[:space:]]*\/\/.*/, "", code); sub(/[^:]\/\/.*/, "", code) }
        code ~ pattern { print FILENAME ":" FNR ":" $0 }'
}

while IFS= read -r line; do
    case $line in '' | '#'*) continue ;; esac
    pattern=${line%% — *} rest=${line#* — }
    where=${rest%% — *} reason=${rest#* — }
    folders=() excepted=() counted=()
    for word in $where; do
        case $word in
            !*) excepted+=("${word#!}") ;;
            *=*) counted+=("$word") ;;
            *) folders+=("$word") ;;
        esac
    done
    for folder in "${folders[@]}"; do
        [ -d "$folder" ] || continue
        while IFS= read -r match; do
            file=${match%%:*} skip=no
            for path in "${excepted[@]}"; do
                case $file in "$path" | "$path"/*) skip=yes ;; esac
            done
            for entry in "${counted[@]}"; do
                [ "$file" != "${entry%=*}" ] || skip=yes
            done
            if [ $skip = no ]; then
                echo "$match" >&2
                echo "    $reason" >&2
                failed=1
            fi
        done < <(matches "$pattern" "$folder")
    done
    for entry in "${counted[@]}"; do
        file=${entry%=*} wanted=${entry##*=}
        found=$([ -f "$file" ] && matches "$pattern" "$file" | wc -l || echo 0)
        if [ "$found" != "$wanted" ]; then
            echo "$file: $found of '$pattern', and $list says $wanted; $reason" >&2
            failed=1
        fi
    done
done <"$list"
exit $failed
