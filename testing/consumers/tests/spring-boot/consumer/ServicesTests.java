package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest
@Import(Services.class)
class ServicesTests {

  @Test
  void containers_may_be_beans(@Autowired Shop shop) {
    shop.order("tea");
    assertEquals(1, shop.orders());
    assertEquals("1", shop.number());
  }
}
