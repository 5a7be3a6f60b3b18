--liquibase formatted sql

--changeset mayfly:1
create table orders (id int primary key, thing varchar(20) not null);

--changeset mayfly:2
insert into orders values (1, 'a lamp');
