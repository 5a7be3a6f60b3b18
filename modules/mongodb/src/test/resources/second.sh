sleep 1
(: </dev/tcp/"$(hostname)"/27017) 2>/dev/null || echo 'second while nobody was let in' >>/tmp/order
