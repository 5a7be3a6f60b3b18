create table url_orders (item text); insert into url_orders values ('a book');
