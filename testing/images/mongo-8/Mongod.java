import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.nio.file.Path;
import java.util.List;

/** A server that has its data in a file, with those of mongod's arguments that make a difference to it. */
final class Mongod {

  private static final List<String> UNKNOWN = List.of("--replSet", "--keyFile", "--auth");

  public static void main(String[] arguments) {
    String address = "0.0.0.0";
    int port = 27017;
    String data = "/data/db";
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i].replaceFirst("=.*", "");
      if (name.equals("--version")) {
        System.out.println("mongo-java-server 1.47.0, a stand-in for MongoDB");
        return;
      }
      if (UNKNOWN.contains(name) || name.equals("--config")) {
        System.err.println("mongo-java-server, a stand-in for MongoDB, knows no " + name);
        System.exit(2);
      }
      switch (name) {
        case "--bind_ip" -> address = value(arguments, i);
        case "--port" -> port = Integer.parseInt(value(arguments, i));
        case "--dbpath" -> data = value(arguments, i);
        default -> {}
      }
    }
    MongoServer server = new MongoServer(new H2Backend(Path.of(data, "things.mv").toString()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    server.bind(address, port);
    System.out.println("Waiting for connections on " + address + ":" + port);
  }

  private static String value(String[] arguments, int at) {
    int sign = arguments[at].indexOf('=');
    return sign < 0 ? arguments[at + 1] : arguments[at].substring(sign + 1);
  }
}
