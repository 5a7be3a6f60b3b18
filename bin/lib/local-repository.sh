# A local repository for projects of users. Sourced after setup.sh.
# shellcheck shell=bash

# Links to what the usual one has, and nothing of Mayfly: that comes from where the project says, in each run anew.
link_local_repository() { # FOLDER
    local entry shared=${MAYFLY_MAVEN_REPOSITORY:-$HOME/.m2/repository}
    mkdir -p "$shared" "$1/dev"
    for entry in "$shared"/* "$shared"/dev/*; do
        case ${entry#"$shared"/} in
            dev | dev/mayfly | '*' | 'dev/*') ;;
            *) ln -s "$entry" "$1/${entry#"$shared"/}" ;;
        esac
    done
}
