#!/usr/bin/env bash
# Compares what every target imports with docs/architecture/edges.txt, in both directions: an import that is not listed
# and a listed one that nothing uses are both errors, so that the file is the picture of the code.
set -euo pipefail
cd "$(dirname "$0")/.."
edges=docs/architecture/edges.txt
failed=0

# The modules that one folder imports, whatever attributes and access level stand before the keyword.
imports() {
    local before='^[[:space:]]*(@[A-Za-z_]+(\([^)]*\))?[[:space:]]+)*((public|internal|package|private|fileprivate)[[:space:]]+)?'
    local kind='((struct|class|enum|func|protocol|let|var|typealias)[[:space:]]+)?'
    find "$1" -name '*.swift' -exec cat {} + \
        | sed -nE "s/${before}import[[:space:]]+${kind}([A-Za-z_0-9]+).*/\7/p" | sort -u
}

for folder in Sources/*/; do
    target=$(basename "$folder")
    [ -n "$(find "$folder" -name '*.swift' -print -quit)" ] || continue
    if ! grep -qE "^$target:" "$edges"; then
        echo "$edges: no line for $target" >&2
        failed=1
        continue
    fi
    allowed=$(sed -nE "s/^$target:[[:space:]]*//p" "$edges" | tr -s ' ' '\n' | sed '/^$/d' | sort -u)
    found=$(imports "$folder")
    while read -r module; do
        echo "$target imports $module, which $edges does not allow:" >&2
        grep -rnE "import[[:space:]].*\b$module\b" "$folder" | head -3 | sed 's/^/    /' >&2
        failed=1
    done < <(comm -13 <(echo "$allowed") <(echo "$found") | sed '/^$/d')
    while read -r module; do
        echo "$edges: $target does not import $module any more; take it out" >&2
        failed=1
    done < <(comm -23 <(echo "$allowed") <(echo "$found") | sed '/^$/d')
done

while read -r target; do
    if [ ! -d "Sources/$target" ]; then
        echo "$edges: there is no target $target" >&2
        failed=1
    fi
done < <(sed -nE 's/^([A-Za-z]+):.*/\1/p' "$edges")
exit $failed
