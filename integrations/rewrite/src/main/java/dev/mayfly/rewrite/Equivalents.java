package dev.mayfly.rewrite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The table {@code equivalents.txt}: all products, by the names of Testcontainers' types. */
final class Equivalents {

  private static final List<String> SQL = List.of("postgresql", "mysql", "mariadb");

  private final Map<String, Product> products = new HashMap<>();

  private Equivalents() {}

  /** Reads the table. */
  static Equivalents read() {
    Equivalents table = new Equivalents();
    Map<String, Section> common = new HashMap<>();
    for (Section section : sections()) {
      if (section.one("becomes").isEmpty()) {
        common.put(section.names().get(0), section);
      } else {
        Product product = table.product(section, common);
        section.names().forEach(name -> table.products.put(name, product));
      }
    }
    return table;
  }

  Optional<Product> product(String type) {
    return Optional.ofNullable(products.get(type));
  }

  private Product product(Section own, Map<String, Section> common) {
    List<String> becomes = own.one("becomes");
    List<Section> all = new ArrayList<>();
    all.add(Objects.requireNonNull(common.get("every")));
    if (SQL.stream().anyMatch(name -> becomes.get(1).equals("mayfly-" + name))) {
      all.add(Objects.requireNonNull(common.get("sql")));
    }
    all.add(own);
    List<String> image = own.one("image");
    return new Product(
        becomes.get(0),
        becomes.get(1),
        Integer.parseInt(becomes.get(2)),
        Pattern.compile(image.isEmpty() ? ".*" : image.get(0)),
        own.defaults(),
        merged(all, "option"),
        merged(all, "getter"),
        merged(all, "port"));
  }

  private static Map<String, String> merged(List<Section> sections, String kind) {
    Map<String, String> all = new LinkedHashMap<>();
    sections.forEach(section -> all.putAll(section.codes(kind)));
    return all;
  }

  private static List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("product")) {
        sections.add(new Section(words(line), new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        sections.get(sections.size() - 1).lines().add(line);
      }
    }
    return sections;
  }

  private static List<String> lines() {
    try (InputStream in = Equivalents.class.getResourceAsStream("equivalents.txt")) {
      byte[] text = Objects.requireNonNull(in).readAllBytes();
      return new String(text, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String line) {
    List<String> words = List.of(line.split("\\s+"));
    return words.subList(1, words.size());
  }

  /**
   * The lines of one product.
   *
   * @param names Testcontainers' types, or what several products have in common
   */
  private record Section(List<String> names, List<String> lines) {

    /** The words of the only line of a kind; none if there is none. */
    List<String> one(String kind) {
      return lines.stream()
          .filter(line -> line.startsWith(kind))
          .findFirst()
          .map(Equivalents::words)
          .orElse(List.of());
    }

    Map<String, String> codes(String kind) {
      Map<String, String> codes = new LinkedHashMap<>();
      lines.stream()
          .filter(line -> line.startsWith(kind))
          .map(line -> line.split("\\s+", 3))
          .forEach(words -> codes.put(words[1], words[2]));
      return codes;
    }

    Map<String, List<String>> defaults() {
      Map<String, List<String>> defaults = new LinkedHashMap<>();
      lines.stream()
          .filter(line -> line.startsWith("default"))
          .map(Equivalents::words)
          .forEach(words -> defaults.put(words.get(0), words.subList(1, words.size())));
      return defaults;
    }
  }
}
