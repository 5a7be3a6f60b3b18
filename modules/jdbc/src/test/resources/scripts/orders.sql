create table orders (id int primary key, thing text not null);
