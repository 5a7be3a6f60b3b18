create table orders (id bigserial primary key, item text not null);
