# Sourced by ../test.sh: the reaper as a container of a real engine, its lifeline a pipe that the test holds.
# shellcheck shell=bash disable=SC2154 # $work and $resources are test.sh's

docker version > "$work/version" 2>&1 || cannot "no Docker engine answers: $(tail -n 1 "$work/version")"
command -v busybox > /dev/null || cannot "busybox is missing: apt-get install busybox-static"
if ldd "$(command -v busybox)" > /dev/null 2>&1; then cannot "busybox is not static: apt-get install busybox-static"; fi

run=reaper-test-$$ # names everything of this run
passed=0
failed=0

clean_up() { # whatever the reaper should have removed, and what is not its business
    set +e
    for session in "$run-1" "$run-2" "$run-foreign"; do
        docker ps -aq --filter "label=dev.mayfly.session=$session" | xargs -r docker rm -fv
        docker network ls -q --filter "label=dev.mayfly.session=$session" | xargs -r docker network rm
        docker volume ls -q --filter "label=dev.mayfly.session=$session" | xargs -r docker volume rm
        docker images -q --filter "label=dev.mayfly.session=$session" | xargs -r docker rmi -f
    done
    docker rmi -f "$run-reaper" "$run-busybox"
} > /dev/null 2>&1
trap 'clean_up; rm -rf "$work"' EXIT

architecture=$(docker version -f '{{.Server.Arch}}')
cp "$resources/reaper-$architecture" "$work/reaper" && chmod +x "$work/reaper"
tar c -C "$work" reaper | docker import -c 'ENTRYPOINT ["/reaper"]' - "$run-reaper" > /dev/null
mkdir -p "$work/root/bin" && cp "$(command -v busybox)" "$work/root/bin/busybox"
tar c -C "$work/root" . | docker import - "$run-busybox" > /dev/null

exec {lifeline}> /dev/null
start() { # INSTANCE SESSION GRACE: a reaper whose lifeline is the descriptor in $lifeline
    mkfifo "$work/$1.in"
    : > "$work/$1.out"
    docker run -i --rm --name "$run-$1" --network none --label "dev.mayfly.session=$2" --label "dev.mayfly.reaper=$1" \
        -v /var/run/docker.sock:/var/run/docker.sock "$run-reaper" "$2" "$1" "$3" < "$work/$1.in" > "$work/$1.out" 2>&1 {lifeline}>&- & # must not hold another's lifeline
    client=$!
    exec {lifeline}> "$work/$1.in"
    until grep -q ready "$work/$1.out"; do
        kill -0 $client 2> /dev/null || { cat "$work/$1.out"; echo "the reaper $1 did not start" >&2; exit 1; }
        sleep 0.02
    done
}

lose() { # DESCRIPTOR: what happens when the JVM dies
    local descriptor=$1
    exec {descriptor}>&-
}

own() { # SESSION: something of every kind, in every state
    label=dev.mayfly.session=$1
    docker network create --label "$label" "$1-network" > /dev/null
    docker volume create --label "$label" "$1-volume" > /dev/null
    tar c -C "$work/root" . | docker import -c "LABEL $label" - "$1-image" > /dev/null
    docker run -d --label "$label" --name "$1-running" --network "$1-network" -v "$1-volume:/v" "$run-busybox" /bin/busybox sleep 3600
    docker run -d --label "$label" --name "$1-paused" "$run-busybox" /bin/busybox sleep 3600
    docker pause "$1-paused"
    docker run -d --label "$label" --name "$1-exited" -v /anonymous "$run-busybox" /bin/busybox true
    docker run -d --label "$label" --name "$1-rm" --rm "$1-image" /bin/busybox sleep 3600
    docker create --label "$label" --name "$1-created" "$run-busybox" /bin/busybox true
} > /dev/null

left() { # SESSION: what the engine still has of it, a word each
    docker ps -a --filter "label=dev.mayfly.session=$1" --format 'container:{{.Names}}'
    docker network ls --filter "label=dev.mayfly.session=$1" --format 'network:{{.Name}}'
    docker volume ls --filter "label=dev.mayfly.session=$1" --format 'volume:{{.Name}}'
    docker images --filter "label=dev.mayfly.session=$1" --format 'image:{{.Repository}}'
}

check() { # NAME EXPECTED SEEN
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        echo "ok      $1"
    else
        failed=$((failed + 1))
        printf 'FAILED  %s\nexpected:\n%s\nseen:\n%s\n' "$1" "$2" "$3"
        tail -n 20 "$work"/*.out
    fi
}


own "$run-foreign"
docker network connect "$run-foreign-network" "$run-foreign-paused" 2> /dev/null || true
foreign=$(left "$run-foreign")

start r1 "$run-1" 300
own "$run-1"
docker network connect "$run-1-network" "$run-foreign-running" # a foreign container hangs on the session's network
lose "$lifeline"
wait $client && status=0 || status=$?
check "a reaper that lost its lifeline ends well" 0 "$status"
check "it has removed everything, itself included" "" "$(left "$run-1")"
check "it has left alone what is not its session's" "$foreign" "$(left "$run-foreign")"
check "it has told what it did" "reaped 5 containers, 1 networks, 1 volumes, 1 images" "$(tail -n 1 "$work/r1.out")"

start r2 "$run-1" 600000
own "$run-1"
echo close >&"$lifeline"
wait $client && status=0 || status=$?
check "a reaper that is told to close ends well" 0 "$status"
check "it has removed everything without waiting for its grace time" "" "$(left "$run-1")"
lose "$lifeline"

start r3 "$run-1" 300
own "$run-1"
docker ps -aq --no-trunc --filter "name=$run-r3" > "$work/r3.id"
kill -9 $client
wait $client 2> /dev/null || true
docker wait "$(cat "$work/r3.id")" > /dev/null 2>&1 || true
until [ -z "$(docker ps -aq --filter "name=$run-r3")" ]; do sleep 0.05; done
check "a client that is killed is a lost lifeline" "" "$(left "$run-1")"
lose "$lifeline"

start r9 "$run-1" 300
own "$run-1"
docker run -d --label "dev.mayfly.session=$run-1" --label dev.mayfly.reaper=x --name "$run-1-posing" "$run-busybox" /bin/busybox sleep 3600 > /dev/null
lose "$lifeline"
wait $client && status=0 || status=$?
check "a container that only has a reaper's label is no successor" "0 " "$status $(left "$run-1")"

start r4 "$run-2" 60000
first=$lifeline first_client=$client
own "$run-2"
before=$(left "$run-2" | grep -v "$run-r4")
start r5 "$run-2" 300
successor=$(docker inspect -f '{{.Id}}' "$run-r5")
lose "$first"
wait $first_client && status=0 || status=$?
check "a reaper with a successor leaves" "0 successor $successor" "$status $(tail -n 1 "$work/r4.out")"
check "and removes nothing" "$before" "$(left "$run-2" | grep -v "$run-r5")"
docker stop -t 1 "$run-r5" > /dev/null 2>&1
wait $client 2> /dev/null || true
check "one that is stopped by hand removes nothing" "$before" "$(left "$run-2")"

lose "$lifeline"
start r7 "$run-2" 600000
older=$lifeline older_client=$client
start r8 "$run-2" 0
lose "$lifeline"
sleep 1
check "a reaper removes nothing while an older one is needed" "$before" "$(left "$run-2" | grep -v "$run-r[78]")"
lose "$older"
wait $older_client && status=0 || status=$?
check "the older one leaves it to the newer" "0 successor" "$status $(tail -n 1 "$work/r7.out" | cut -d ' ' -f 1)"
wait $client && status=0 || status=$?
check "and then the newer one removes everything" "0 " "$status $(left "$run-2")"

own "$run-2"
start r6 "$run-2" 0
for i in $(seq 100); do echo "$i"; done | xargs -P 4 -I{} docker create -q --label "dev.mayfly.session=$run-2" "$run-busybox" /bin/busybox sleep 3600 > "$work/many"
head -n 20 "$work/many" | xargs docker start > /dev/null
from=$(date +%s%N)
lose "$lifeline"
wait $client && status=0 || status=$?
check "a hundred containers more go as well" "0 " "$status $(left "$run-2")"
echo "        in $((($(date +%s%N) - from) / 1000000)) ms, 22 of 105 were running"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
