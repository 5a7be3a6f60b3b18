insert into orders values (1, 'a book');
