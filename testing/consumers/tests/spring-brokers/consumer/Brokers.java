package consumer;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that has clients of many kinds. */
@SpringBootApplication
public class Brokers {}
