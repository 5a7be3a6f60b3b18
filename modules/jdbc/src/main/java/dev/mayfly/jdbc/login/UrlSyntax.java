package dev.mayfly.jdbc.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;

/** How a driver reads options, and names with special characters, in its URLs. */
enum UrlSyntax {

  /** {@code ?name=value&name=value}, percent-encoded: most drivers. */
  QUERY {
    @Override
    String encoded(String value) {
      return URLEncoder.encode(value, UTF_8)
          .replace("+", "%20"); // which both kinds of decoder read
    }

    @Override
    String appended(String url, Map<String, String> options) {
      return query(url, options);
    }
  },

  /** {@code ?name=value&name=value} as they are: MariaDB, whose driver decodes nothing. */
  PLAIN {
    @Override
    String encoded(String value) {
      return without('&', value);
    }

    @Override
    String database(String name) {
      return without('?', name);
    }

    @Override
    String appended(String url, Map<String, String> options) {
      return query(url, options);
    }
  },

  /** {@code ;name=value;name={value}}: SQL Server. */
  SEMICOLONS {
    @Override
    String encoded(String value) {
      return value.matches("[\\w.-]*") ? value : "{" + value.replace("}", "}}") + "}";
    }

    @Override
    String appended(String url, Map<String, String> options) {
      StringBuilder all = new StringBuilder(url);
      options.forEach((name, value) -> all.append(";" + name + "=" + encoded(value)));
      return all.toString();
    }
  },

  /** {@code :name=value;name=value;}: Db2, which has no way to write a semicolon. */
  COLON {
    @Override
    String encoded(String value) {
      return without(';', value);
    }

    @Override
    String appended(String url, Map<String, String> options) {
      StringBuilder all = new StringBuilder(url);
      options.forEach(
          (name, value) ->
              all.append(all.charAt(all.length() - 1) == ';' ? "" : ":")
                  .append(name + "=" + encoded(value) + ";"));
      return all.toString();
    }
  },

  /** None: Oracle, whose thin driver takes options beside the URL. */
  NONE {
    @Override
    String encoded(String value) {
      return value;
    }

    @Override
    String appended(String url, Map<String, String> options) {
      if (!options.isEmpty()) {
        throw new IllegalArgumentException(
            "A URL of this driver holds neither user nor options. try: dataSource(), or jdbcUrl()"
                + " with user() and password() beside it.");
      }
      return url;
    }
  };

  static UrlSyntax of(String url) {
    if (url.startsWith("jdbc:sqlserver:")) {
      return SEMICOLONS;
    }
    if (url.startsWith("jdbc:db2:")) {
      return COLON;
    }
    if (url.startsWith("jdbc:mariadb:")) {
      return PLAIN;
    }
    return url.startsWith("jdbc:oracle:") ? NONE : QUERY;
  }

  /**
   * A value as it stands in a URL.
   *
   * @throws IllegalArgumentException if it can't
   */
  abstract String encoded(String value);

  /** A database's name as it stands in a URL. */
  String database(String name) {
    return encoded(name);
  }

  /**
   * The URL with these options of the driver.
   *
   * @throws IllegalArgumentException if it can't hold one of them
   */
  abstract String appended(String url, Map<String, String> options);

  private static String without(char end, String value) {
    if (value.indexOf(end) >= 0) {
      throw new IllegalArgumentException(
          "A URL of this driver can hold no \""
              + end
              + "\". try: dataSource(), which gives user and password beside the URL, or another"
              + " name.");
    }
    return value;
  }

  String query(String url, Map<String, String> options) {
    StringBuilder all = new StringBuilder(url);
    options.forEach(
        (name, value) ->
            all.append(all.indexOf("?") < 0 ? '?' : '&')
                .append(encoded(name) + "=" + encoded(value)));
    return all.toString();
  }
}
