#!/bin/sh
# Installs Deckyard and builds the site, where the host itself runs the build: Netlify and Cloudflare Pages.
# Save beside workshops.yml.
set -eu

version=0.1.0
# Checksum of the archive. When it is empty, SHA256SUMS of the same release is used, which notices a damaged
# download; a checksum written here also notices a release that was replaced.
sha256=

target=x86_64-unknown-linux-musl
name=deckyard-$version-$target
base=${DECKYARD_RELEASES:-https://github.com/deckyard/deckyard/releases/download}/v$version

site=$PWD
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
cd "$tools"
curl --fail --silent --show-error --location --retry 3 --remote-name "$base/$name.tar.gz"
if [ -n "$sha256" ]; then
  printf '%s  %s\n' "$sha256" "$name.tar.gz" >SHA256SUMS
else
  curl --fail --silent --show-error --location --retry 3 --remote-name "$base/SHA256SUMS"
fi
grep -F "  $name.tar.gz" SHA256SUMS | sha256sum -c -
tar -xzf "$name.tar.gz"
deckyard=$tools/$name/deckyard
cd "$site"

# All history, for `rev:` and tags: hosts fetch the last commit only.
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --unshallow --tags || echo "cannot fetch the history; events with rev: may fail" >&2
fi

# A preview has an address of its own and is not for search engines.
if [ "${CONTEXT:-}" = production ]; then # Netlify
  "$deckyard" build --format short --url "$URL"
elif [ -n "${CONTEXT:-}" ]; then
  "$deckyard" build --format short --preview --url "$DEPLOY_PRIME_URL"
elif [ -n "${CF_PAGES:-}" ] && [ "${CF_PAGES_BRANCH:-}" != "${PRODUCTION_BRANCH:-main}" ]; then
  "$deckyard" build --format short --preview --url "$CF_PAGES_URL"
else # Cloudflare tells no address of the production site: it is `url:` in workshops.yml.
  "$deckyard" build --format short
fi
