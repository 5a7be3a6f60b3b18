# What Mayfly's containers, networks and volumes leave on the engine: nothing, if all is well.
# shellcheck shell=bash

# Everything with a label whose key starts with dev.mayfly., a line each, save for what is kept on purpose: all of a
# session that has a volume which says until when. With a SESSION, what is of that one or those alone.
mayfly_resources() { # [SESSION|SESSION...]
    local kept of='(^|,)dev[.]mayfly[.]'
    [ -z "${1:-}" ] || of="(^|,)dev[.]mayfly[.]session=($1)(,|\$)"
    kept=$(docker volume ls --filter label=dev.mayfly.kept-until --format '{{.Label "dev.mayfly.session"}}' | paste -s -d '|' -)
    {
        docker ps --all --format '{{.Labels}}{{"\t"}}container {{.ID}} {{.Names}} ({{.Image}}, {{.State}})'
        docker network ls --format '{{.Labels}}{{"\t"}}network {{.ID}} {{.Name}}'
        docker volume ls --format '{{.Labels}}{{"\t"}}volume {{.Name}}'
    } | awk -F '\t' -v of="$of" -v kept="(^|,)dev\\.mayfly\\.session=(${kept:-none})(,|$)" \
        '$1 ~ of && $1 !~ kept { print $2 }' | sed 's/, [a-z]*)$/)/' | LC_ALL=C sort
}

# What is there now and is not in the FILE written before. What dies with its JVM, or lingers for a
# build's next one, is given 40 s to go.
leftovers_since() { # FILE [SESSION|SESSION...]
    local second left=''
    for ((second = 0; second < 40; second++)); do
        left=$(mayfly_resources "${2:-}" | LC_ALL=C comm -13 "$1" -)
        [ -n "$left" ] || return 0
        sleep 1
    done
    printf '%s\n' "$left"
}
