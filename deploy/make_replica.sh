#!/bin/sh
# Makes the data folder of a streaming replica, as the account that runs PostgreSQL (postgres). The folder must not
# exist or be empty; the slot, of which each replica has one of its own, must be new. Then start the server on it.
#
#   deploy/make_replica.sh /var/lib/postgresql/15/main replica_1 "host=db-1.internal user=replicator password=…"
set -eu
if [ "$#" -ne 3 ]; then
    echo "Usage: $0 DATA_FOLDER SLOT CONNECTION_TO_THE_PRIMARY" >&2
    exit 2
fi
exec pg_basebackup --pgdata="$1" --create-slot --slot="$2" --dbname="$3" \
    --wal-method=stream --checkpoint=fast --write-recovery-conf --no-password
