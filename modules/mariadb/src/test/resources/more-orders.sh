#!/bin/sh
mariadb -uroot -p"$MARIADB_ROOT_PASSWORD" "$MARIADB_DATABASE" -e "insert into orders values (3, 'a chair')"
