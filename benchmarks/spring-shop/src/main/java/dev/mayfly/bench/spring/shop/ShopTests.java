package dev.mayfly.bench.spring.shop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** What each class asks of its application; where the containers are declared differs. */
@SpringBootTest(classes = Shop.class)
public abstract class ShopTests {

  @Test
  protected void an_order_is_kept(@Autowired Shop shop) {
    assertTrue(shop.order("tea"));
  }
}
