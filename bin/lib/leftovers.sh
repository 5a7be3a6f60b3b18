# What Mayfly's containers, networks and volumes leave on the engine: nothing, if all is well.
# shellcheck shell=bash

# Everything with a label whose key starts with dev.mayfly., a line each.
mayfly_resources() {
    {
        docker ps --all --format '{{.Labels}}{{"\t"}}container {{.ID}} {{.Names}} ({{.Image}}, {{.State}})'
        docker network ls --format '{{.Labels}}{{"\t"}}network {{.ID}} {{.Name}}'
        docker volume ls --format '{{.Labels}}{{"\t"}}volume {{.Name}}'
    } | awk -F '\t' '$1 ~ /(^|,)dev\.mayfly\./ { print $2 }' | sed 's/, [a-z]*)$/)/' | LC_ALL=C sort
}

# What is there now and is not in the FILE written before. What dies with its JVM is given 20 s to go.
leftovers_since() { # FILE
    local second left=''
    for ((second = 0; second < 20; second++)); do
        left=$(mayfly_resources | LC_ALL=C comm -13 "$1" -)
        [ -n "$left" ] || return 0
        sleep 1
    done
    printf '%s\n' "$left"
}
