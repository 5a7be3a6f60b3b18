package dev.mayfly.runtime;

import dev.mayfly.ContainerSpec;
import dev.mayfly.FileSource;
import dev.mayfly.ready.ReadyWhen;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Secrets in all places and forms that were seen to leave by one way or another. */
final class SecretCases {

  private static final String PEM =
      """
      -----BEGIN RSA PRIVATE KEY-----
      MIIEpAIBAAKCAQEA7bq91kQ0mJ8vN2sX5tR6uY7wZ3aC4eF
      k9L1pO0iU8yT6rE4wQ2aS3dF5gH7jK9lZ1xC3vB5nM7qW9e
      -----END RSA PRIVATE KEY-----""";
  private static final String PEM_LINE = "k9L1pO0iU8yT6rE4wQ2aS3dF5gH7jK9lZ1xC3vB5nM7qW9e";
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
  private static final String ODD = "p&ss \"w/rd'<ü>%1";

  private final List<SecretCase> all = new ArrayList<>();

  private SecretCases() {}

  /**
   * A secret, how a container is given it, and what says it.
   *
   * @param said what the container prints, or its engine, a hook or a test says
   * @param secret what must not be seen
   */
  record SecretCase(String name, UnaryOperator<ContainerSpec> given, String said, String secret) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<SecretCase> all() {
    SecretCases cases = new SecretCases();
    cases.names();
    cases.insideOtherValues();
    cases.arguments();
    cases.printedOnly();
    cases.forms();
    cases.marked();
    return List.copyOf(cases.all);
  }

  private void names() {
    for (String name :
        List.of(
            "POSTGRES_PASSWORD",
            "PGPASSWORD",
            "MYSQL_PWD",
            "HTPASSWD",
            "DBPASS",
            "SSHPASS",
            "ROOTPW",
            "KEY_PASSPHRASE",
            "GITHUB_PAT",
            "JWT",
            "ERLANG_COOKIE",
            "SSHKEY",
            "SSH_PRIVATE_KEY",
            "apiKey",
            "AWS_SECRET_ACCESS_KEY",
            "CLIENT_SECRET",
            "GOOGLE_CREDENTIALS",
            "githubToken",
            "REDISCLI_AUTH",
            "SIGNING_KEY",
            "SECRET_KEY_BASE",
            "spring.datasource.password",
            "ENCRYPTION_KEY_1")) {
      add(
          "by name " + name,
          spec -> spec.env(name, "hunter2-x9"),
          "login hunter2-x9 no",
          "hunter2-x9");
    }
  }

  private void insideOtherValues() {
    value("JDBC", "DB", "jdbc:postgresql://db/x?user=app&password=hunter2-x9&ssl=true");
    value(
        "JDBC of SQL Server", "DB", "jdbc:sqlserver://db;user=sa;password=hunter2-x9;encrypt=true");
    value("JDBC of Oracle", "DB", "jdbc:oracle:thin:scott/hunter2-x9@//db:1521/x");
    value("an address", "DB", "postgres://app:hunter2-x9@db:5432/x");
    value("an address without a user", "CACHE", "redis://:hunter2-x9@cache:6379");
    value("an address with an odd user", "DB", "amqp://a@b:hunter2-x9@mq/x");
    value("a DSN of Go", "DSN", "app:hunter2-x9@tcp(db:3306)/x");
    value("libpq", "DB", "host=db user=app password=hunter2-x9 dbname=x");
    value("ADO.NET", "DB", "Server=db;User Id=sa;Password=hunter2-x9;Encrypt=true");
    value("a storage account", "S", "AccountName=dev;AccountKey=hunter2-x9==;EndpointSuffix=x.net");
    value(
        "a service bus", "S", "Endpoint=sb://x/;SharedAccessKeyName=a;SharedAccessKey=hunter2-x9=");
    value("JSON", "CONFIG", "{\"user\": \"app\", \"password\": \"hunter2-x9\"}");
    value("escaped JSON", "CONFIG", "\"{\\\"password\\\":\\\"hunter2-x9\\\"}\"");
    value("YAML", "CONFIG", "db:\n  user: app\n  password: hunter2-x9\n");
    value("properties of the JVM", "JAVA_OPTS", "-Xmx1g -Dapp.password=hunter2-x9 -Dx=y");
    value("JAAS", "OPTS", "PlainLoginModule required username=\"a\" password=\"hunter2-x9\";");
    value("SQL", "INIT", "CREATE USER app WITH PASSWORD 'hunter2-x9'");
    value("SQL of SQL Server", "INIT", "CREATE LOGIN a WITH PASSWORD = N'hunter2-x9'");
    value(
        "SQL with a plugin",
        "INIT",
        "CREATE USER a IDENTIFIED WITH caching_sha2_password BY 'hunter2-x9'");
    value("XML", "CONFIG", "<user><name>a</name><password>hunter2-x9</password></user>");
    value("a property in XML", "C", "<property name=\"db.password\" value=\"hunter2-x9\"/>");
    value("a command in JSON", "CMD", "[\"redis-server\",\"--requirepass\",\"hunter2-x9\"]");
    value("a key store", "OPTS", "-Djavax.net.ssl.keyStorePassword=hunter2-x9");
  }

  private void arguments() {
    command("an option with an equals sign", "server", "--password=hunter2-x9");
    command("an option and its value", "redis-server", "--requirepass", "hunter2-x9");
    command("an option of a token", "agent", "--api-token", "hunter2-x9", "--port", "1");
    command("a shell's command", "sh", "-c", "PGPASSWORD=hunter2-x9 psql");
    command("a short option of redis-cli", "redis-cli", "-a", "hunter2-x9", "ping");
    command("a short option of mysql", "mysql", "-uroot", "-phunter2-x9");
    command("a short option of mongosh", "mongosh", "-u", "root", "-p", "hunter2-x9");
    command("a short option of sqlcmd", "sqlcmd", "-U", "sa", "-P", "hunter2-x9", "-Q", "x");
    command("a login for curl", "curl", "-u", "app:hunter2-x9", "http://x/");
    command("a login for curl in one", "curl", "-uapp:hunter2-x9", "http://x/");
    command("a login at a registry", "docker", "login", "-u", "ann", "-p", "hunter2-x9");
    command("a password for ldapsearch", "ldapsearch", "-D", "cn=a", "-w", "hunter2-x9", "-x");
    command("a password for openssl", "openssl", "rsa", "-passin", "pass:hunter2-x9");
    command("a command of Redis", "redis-cli", "AUTH", "hunter2-x9");
    add(
        "a probe's argument",
        spec -> spec.readyWhen(ReadyWhen.exec("ask", "--password=hunter2-x9")),
        "ask: hunter2-x9 is wrong",
        "hunter2-x9");
    add(
        "a patch of the request",
        spec -> spec.createRequestPatch("{\"Env\":[\"DB_PASSWORD=hunter2-x9\"]}"),
        "hunter2-x9 is wrong",
        "hunter2-x9");
    add("a label", spec -> spec.label("db.password", "hunter2-x9"), "hunter2-x9", "hunter2-x9");
  }

  /** Nobody has told of them. */
  private void printedOnly() {
    printed("a token", "got " + JWT + " from login", JWT.substring(40, 80));
    printed("a bearer", "Authorization: Bearer hunter2-x9-abc", "hunter2-x9-abc");
    printed("a basic login", "> Authorization: Basic YXBwOmh1bnRlcjI=", "YXBwOmh1bnRlcjI");
    printed("a cookie", "Set-Cookie: sid=hunter2-x9; Path=/", "hunter2-x9");
    printed("a header", "{X-Api-Key: hunter2-x9}", "hunter2-x9");
    printed(
        "a token of GitHub", "using ghp_0123456789abcdefghijABCDEFGHIJ012345", "ghp_0123456789");
    printed("a key of Stripe", "using sk_live_0123456789abcdefABCDEF", "0123456789abcdef");
    printed(
        "a key of age", "AGE-SECRET-KEY-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", "QQPZRY9X8GF2TVDW");
    printed("a signature of Azure", "GET /c/b?sv=2022&sig=aB3dE5fG7hI9jK1lM3nO%3D", "aB3dE5fG7hI9");
    printed(
        "a login of Docker's",
        "{\"auths\":{\"r\":{\"auth\":\"YW5uOmh1bnRlcjIteDk=\"}}}",
        "YW5uOmh1");
    printed("an id of AWS", "as AKIAIOSFODNN7EXAMPLE now", "AKIAIOSFODNN7EXAMPLE");
    printed("an assignment", "env: TZ=UTC PGPASSWORD=hunter2-x9 PATH=/bin", "hunter2-x9");
    printed("a private key", "the key is\n" + PEM + "\nand that is all", PEM_LINE);
    printed("a short password where it is assigned", "connect with password=xq and go", "xq and");
    printed("a line of YAML", "db:\n  password: hunter2 x9", "x9");
    printed("a generated password", "GENERATED ROOT PASSWORD: Xy7-kq2 (keep it)", "Xy7-kq2");
  }

  /** As programs write what they pass on. */
  private void forms() {
    String url = URLEncoder.encode(ODD, StandardCharsets.UTF_8);
    form("as it is", ODD);
    form("for a URL", url);
    form("for a URL, blanks otherwise", url.replace("+", "%20"));
    form("for JSON", ODD.replace("\"", "\\\""));
    form("for JSON in ASCII", ODD.replace("\"", "\\\"").replace("ü", "\\u00fc"));
    form("for XML", ODD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    form("for SQL", ODD.replace("'", "''"));
    form("for JSON by Go", "p\\u0026ss \\\"w/rd'\\u003cü\\u003e%1");
    form("for JSON by Gson", "p\\u0026ss \\\"w/rd\\u0027\\u003cü\\u003e%1");
    form("for JSON within JSON", "p\\\\u0026ss \\\\\\\"w\\/rd'\\\\u003Cü\\\\u003E%1");
    form("for HTML", "p&amp;ss &#34;w/rd&#39;&lt;ü&gt;%1");
    form("for HTML by others", "p&#x26;ss &quot;w&#x2F;rd&#x27;&lt;&#252;&gt;%1");
    form("for a URI", "p&ss%20%22w/rd'%3C%C3%BC%3E%251");
    form("for a URL, in lower case", url.toLowerCase(Locale.ROOT));
    form("for a shell, by backslashes", "p\\&ss\\ \\\"w/rd\\'\\<ü\\>%1");
    form("for a shell, in quotes", ODD.replace("'", "'\\''"));
    form("in Base64", base64(ODD));
    String more = base64("app:" + ODD + " and more");
    add("in a longer Base64", spec -> spec.env("PW", ODD), "sent " + more, more.substring(8, 28));
    String key = PEM.replace("\n", "\\n");
    add("a key in one line", spec -> spec.env("TLS", key), "read " + PEM_LINE, PEM_LINE);
    add("a key of several lines", spec -> spec.env("TLS", PEM), "read " + PEM_LINE, PEM_LINE);
  }

  private void marked() {
    add("a marked value", spec -> spec.secret("blue-sky-1"), "saw blue-sky-1", "blue-sky-1");
    add("a marked word", spec -> spec.secret("postgres"), "saw postgres here", "postgres ");
    add(
        "a marked variable",
        spec -> spec.secretEnv("CODE", "blue-sky-1"),
        "blue-sky-1",
        "blue-sky-1");
    add(
        "a marked file",
        spec -> spec.copy(FileSource.secret("first line\nblue-sky-1\n"), "/run/x"),
        "the file says blue-sky-1",
        "blue-sky-1");
    add(
        "a file with a secret",
        spec -> spec.copy(FileSource.text("user=a\npassword=hunter2-x9\n"), "/etc/x"),
        "login hunter2-x9",
        "hunter2-x9");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void form(String name, String written) {
    add("a value " + name, spec -> spec.env("DB_PASSWORD", ODD), "sent <" + written + ">", written);
  }

  private void printed(String name, String said, String secret) {
    add("printed only: " + name, spec -> spec, said, secret);
  }

  private void value(String name, String variable, String value) {
    add("within " + name, spec -> spec.env(variable, value), "login hunter2-x9 no", "hunter2-x9");
    printed(name, "it is " + value.strip(), "hunter2-x9");
  }

  private void command(String name, String... command) {
    add(name, spec -> spec.command(command), "login hunter2-x9 no", "hunter2-x9");
    printed(name, "ran " + String.join(" ", command), "hunter2-x9");
    printed(name + ", as a list", "ran " + List.of(command), "hunter2-x9");
  }

  private void add(String name, UnaryOperator<ContainerSpec> given, String said, String secret) {
    all.add(new SecretCase(name, given, said, secret));
  }
}
