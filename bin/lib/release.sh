# The published form of Mayfly, cut from a copy of this tree: what bin/release makes, and what bin/test looks at.
# shellcheck shell=bash

# What is published, as Maven's -pl takes it: the BOM, all that it names, and the command. Maven adds the parents.
published() { # FOLDER
    { say :mayfly-cli; sed -n 's#.*<artifactId>\(mayfly-[a-z0-9-]*\)</artifactId>.*#:\1#p' "$1/bom/pom.xml"; } | LC_ALL=C sort -u | paste -s -d , -
}

snapshot_version() { sed -n 's#.*<version>\(.*-SNAPSHOT\)</version>.*#\1#p' "$SETUP_ROOT/pom.xml" | head -n 1; }

# Copies what git knows or would know of a tree, changes that are not committed included.
copy_sources() { # FROM TO
    rm -rf "$2"
    mkdir -p "$2"
    (cd "$1" && git ls-files -z --cached --others --exclude-standard |
        while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
        tar -cf - --null -T -) | tar -xf - -C "$2"
}

# Names the version in all POMs, and the last commit's time as that of all files in the jars.
set_version() { # FOLDER VERSION
    local old time
    old=$(snapshot_version)
    time=$(cd "$SETUP_ROOT" && TZ=UTC0 git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd)
    find "$1" -name pom.xml -exec sed -i.orig \
        -e "s#<version>$old</version>#<version>$2</version>#" \
        -e "s#\(<project.build.outputTimestamp>\)[^<]*#\1$time#" \
        -e "s#<tag>HEAD</tag>#<tag>v$2</tag>#" {} +
    find "$1" -name pom.xml.orig -exec rm {} +
}

# Builds a copy with sources, Javadoc and lists of parts, and deploys it into a folder. Tests are compiled, as the
# in-memory engine's are a jar that other modules' tests need; it is not for users and taken out again.
deploy_into() { # COPY REPOSITORY LOG MAVEN-ARGUMENTS...
    local copy=$1 repository=$2 log=$3
    shift 3
    rm -rf "$repository"
    (cd "$copy" && "$MAVEN" "${MAVEN_FLAGS[@]}" -T 2 -Prelease -DskipTests -Dmaven.install.skip -Dspotless.check.skip -pl "$(published "$copy")" -am \
        -DaltDeploymentRepository="mayfly::file://$repository" "$@" deploy </dev/null >"$log" 2>&1) ||
        { grep -E '^\[ERROR\]' "$log" | head -n 30 >&2; die "the release was not built; all of the output is in $log."; }
    find "$repository" -name '*-tests.jar*' -exec rm {} +
}

# What differs between two repositories, a line each. Metadata names the time of deployment.
differences() { # REPOSITORY REPOSITORY
    diff -rq --exclude='maven-metadata.xml*' "$1" "$2"
}
