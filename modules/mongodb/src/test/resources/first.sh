echo "first in $MONGO_INITDB_DATABASE" >/tmp/order
