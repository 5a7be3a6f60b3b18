package dev.mayfly.bench.spring.testcontainers;

import dev.mayfly.bench.spring.shop.ShopTests;
import org.springframework.context.annotation.Import;

/** One of five that import what Boot's initializer makes. */
@Import(Services.class)
class ThirdImportingTests extends ShopTests {}
