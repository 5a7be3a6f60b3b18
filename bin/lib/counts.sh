# Counts that say how the tree is doing; tests and the enforcer hold their bounds.
# shellcheck shell=bash

# What the tests of `everything` printed, and what can be counted without them.
print_counts() {
    local reports
    reports=$(find . -path '*/target/surefire-reports/TEST-*' \( -name '*ArchitectureTests.xml' -o -name '*EnteredTypesTests.xml' \))
    # shellcheck disable=SC2086
    [ -z "$reports" ] || grep -h -o -e 'largest class cycle in [^<]*: [0-9]*' -e 'entered before [^<]*: [0-9]*' $reports |
        sed -e "s#$PWD/##" -e 's#/target/classes##' | LC_ALL=C sort -u
    printf 'lines of the extension: %d\n' "$(find junit5-extension/src/main -name '*.java' -exec cat {} + | wc -l)"
    printf 'bytes on the class path of a test with Redis: %d\n' "$(class_path_bytes)"
}

# Ours and what they bring, which is slf4j-api.
class_path_bytes() {
    local jar bytes=0
    for jar in framework-core/target/mayfly-core-*.jar engines/docker/target/mayfly-docker-*.jar \
        junit5-extension/target/mayfly-junit5-*.jar modules/redis/target/mayfly-redis-*.jar \
        "$HOME/.m2/repository/org/slf4j/slf4j-api/$(sed -n 's#.*<slf4j.version>\(.*\)</.*#\1#p' pom.xml)"/slf4j-api-*.jar; do
        case $jar in *-tests.jar | *-sources.jar | *-javadoc.jar) continue ;; esac
        [ ! -e "$jar" ] || bytes=$((bytes + $(wc -c <"$jar")))
    done
    printf '%d\n' "$bytes"
}
