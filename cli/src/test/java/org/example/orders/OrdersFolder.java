package org.example.orders;

/** Says where the classes of this package are. */
public final class OrdersFolder {

  private OrdersFolder() {}
}
