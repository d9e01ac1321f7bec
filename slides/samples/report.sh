#!/bin/sh
set -eu
log=${1:?which log?}

waits() {
  awk '$6 < 999 { print $6 }' "$log" | sort -n
}

n=$(waits | awk 'END { print NR }')
echo "$n arrivals with a known wait"
echo "median $(waits | sed -n "$(( (n + 1) / 2 ))p") minutes"

echo "late most often:"
awk '$5 == "late" { print $3, $4 }' "$log" |
  sort | uniq -c | sort -rn | head -n 3
