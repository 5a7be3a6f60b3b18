package dev.mayfly.jdbc.login;

/**
 * Who connects to which database.
 *
 * @param user empty if the server asks nobody
 */
public record Login(String user, String password, String database) {

  /** The same user in another database. */
  public Login in(String otherDatabase) {
    return new Login(user, password, otherDatabase);
  }

  /** Keeps the password to itself. */
  @Override
  public String toString() {
    return user + " in " + database;
  }
}
