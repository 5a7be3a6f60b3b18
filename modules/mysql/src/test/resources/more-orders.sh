#!/bin/sh
mysql -uroot -p"$MYSQL_ROOT_PASSWORD" "$MYSQL_DATABASE" -e "insert into orders values (3, 'a chair')"
