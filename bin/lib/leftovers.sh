# What Mayfly's containers, networks and volumes leave on the engine: nothing, if all is well.
# shellcheck shell=bash

# Everything with a label whose key starts with dev.mayfly., a line each, save for what is kept on purpose: all of a
# session that has a volume which says until when.
mayfly_resources() {
    local kept
    kept=$(docker volume ls --filter label=dev.mayfly.kept-until --format '{{.Label "dev.mayfly.session"}}' | paste -s -d '|' -)
    {
        docker ps --all --format '{{.Labels}}{{"\t"}}container {{.ID}} {{.Names}} ({{.Image}}, {{.State}})'
        docker network ls --format '{{.Labels}}{{"\t"}}network {{.ID}} {{.Name}}'
        docker volume ls --format '{{.Labels}}{{"\t"}}volume {{.Name}}'
    } | awk -F '\t' -v kept="(^|,)dev\\.mayfly\\.session=(${kept:-none})(,|$)" \
        '$1 ~ /(^|,)dev\.mayfly\./ && $1 !~ kept { print $2 }' | sed 's/, [a-z]*)$/)/' | LC_ALL=C sort
}

# What is there now and is not in the FILE written before. What dies with its JVM, or lingers for a
# build's next one, is given 40 s to go.
leftovers_since() { # FILE
    local second left=''
    for ((second = 0; second < 40; second++)); do
        left=$(mayfly_resources | LC_ALL=C comm -13 "$1" -)
        [ -n "$left" ] || return 0
        sleep 1
    done
    printf '%s\n' "$left"
}
