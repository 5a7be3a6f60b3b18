create table orders (id int primary key, thing varchar(20) not null);
