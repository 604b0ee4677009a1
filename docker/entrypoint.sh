#!/bin/sh
# What the image runs: the server, or a command of the operator: `docker exec … pds doctor`, `docker run … config check`.
#
# Secrets may come as files, as Docker and Kubernetes mount them: PDS_ADMIN_PASSWORD_FILE=/run/secrets/admin-password is
# PDS_ADMIN_PASSWORD with what is in the file.
set -eu

app=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

for name in $(env | sed -n 's/^\(PDS_[A-Z0-9_]*\)_FILE=.*/\1/p'); do
  eval "file=\${${name}_FILE} present=\${${name}:-}"
  if [ -n "$present" ]; then
    echo "both $name and ${name}_FILE are set" >&2
    exit 1
  fi
  if [ ! -r "$file" ]; then
    echo "${name}_FILE: $file cannot be read" >&2
    exit 1
  fi
  value=$(cat "$file")
  export "$name=$value"
  unset "${name}_FILE"
done

# exec: signals reach the server itself.
if [ "${1:-serve}" = serve ]; then
  exec node "$app/scripts/start.cjs"
fi
exec node "$app/scripts/pds.cjs" "$@"
