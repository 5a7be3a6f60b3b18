creat table orders;
