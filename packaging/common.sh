# What the scripts of a release share. Sourced with bash, from the root of the repository.
# shellcheck shell=bash

files=${DECKYARD_FILES:-target/release-files}
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' Cargo.toml)

fail() { echo "${0##*/}: $*" >&2; exit 1; }

# What is in the text between `#!` and `set -e` of a script, as its help.
usage() { sed -n '2,/^set -e/{/^set -e/d;s/^# \{0,1\}//;p;}' "$0" >&2; exit 2; }

# The same commit gives the same bytes: all times in archives are the commit's.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
umask 022

# The rows of the table, or a column of a target's row.
targets() { grep -v '^#' packaging/targets | awk '{ print $1 }'; }
column() { grep -v '^#' packaging/targets | awk -v target="$1" -v column="$2" '$1 == target { print $column }'; }

# The file name of a target's archive, and of its program.
archive_of() { echo "deckyard-$version-$1.$(column "$1" 2)"; }
program_of() { case $1 in *-windows-*) echo deckyard.exe ;; *) echo deckyard ;; esac; }

# Writes the checksums of all finished files, sorted by name.
write_sums() {
  (
    cd "$files" || exit
    find . -maxdepth 1 -type f -name 'deckyard*' -printf '%P\n' | LC_ALL=C sort | xargs -r sha256sum >SHA256SUMS.new
    mv SHA256SUMS.new SHA256SUMS
  )
}
