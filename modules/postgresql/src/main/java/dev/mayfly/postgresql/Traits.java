package dev.mayfly.postgresql;

import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * What a database has besides its content, as {@code pg_dump -C} keeps it: its owner, privileges,
 * limit of connections, settings, also of roles in it, comment and security labels. {@code create
 * database} leaves these out; encoding and locale it copies.
 *
 * <p>The rows of the catalog are copied, and not the statements that would make them, since
 * settings such as an empty {@code search_path} have no one form that all versions read back.
 */
final class Traits {

  private static final String ANY =
      """
      select 1 from pg_database d where datname = %1$s and (datconnlimit <> -1 or datacl is not null
          or datdba <> (select oid from pg_roles where rolname = current_user)
          or exists (select 1 from pg_db_role_setting where setdatabase = d.oid)
          or exists (select 1 from pg_shdescription where objoid = d.oid
              and classoid = 'pg_database'::regclass)
          or exists (select 1 from pg_shseclabel where objoid = d.oid
              and classoid = 'pg_database'::regclass))
      """;

  private static final String COPY =
      """
      update pg_database n set datdba = d.datdba, datconnlimit = d.datconnlimit, datacl = d.datacl
          from pg_database d where d.datname = %1$s and n.datname = %2$s;
      insert into pg_db_role_setting (setdatabase, setrole, setconfig)
          select n.oid, s.setrole, s.setconfig
          from pg_database d, pg_database n, pg_db_role_setting s
          where d.datname = %1$s and n.datname = %2$s and s.setdatabase = d.oid;
      insert into pg_shdescription (objoid, classoid, description)
          select n.oid, s.classoid, s.description
          from pg_database d, pg_database n, pg_shdescription s
          where d.datname = %1$s and n.datname = %2$s and s.objoid = d.oid
          and s.classoid = 'pg_database'::regclass;
      insert into pg_shseclabel (objoid, classoid, provider, label)
          select n.oid, s.classoid, s.provider, s.label
          from pg_database d, pg_database n, pg_shseclabel s
          where d.datname = %1$s and n.datname = %2$s and s.objoid = d.oid
          and s.classoid = 'pg_database'::regclass;
      delete from pg_shdepend where dbid = 0 and classid = 'pg_database'::regclass
          and objid = (select oid from pg_database where datname = %2$s);
      insert into pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
          select s.dbid, s.classid, n.oid, s.objsubid, s.refclassid, s.refobjid, s.deptype
          from pg_database d, pg_database n, pg_shdepend s
          where d.datname = %1$s and n.datname = %2$s and s.objid = d.oid
          and s.dbid = 0 and s.classid = 'pg_database'::regclass
      """;

  private final AdminConnections server;

  Traits(AdminConnections server) {
    this.server = server;
  }

  /** Whether a database has any that a new one has not. */
  boolean areIn(String database) throws IOException, GeneralSecurityException {
    return !server.run(ANY.formatted(literal(database))).isEmpty();
  }

  /** Gives a new database those of another. */
  void copy(String from, String to) throws IOException, GeneralSecurityException {
    server.run(COPY.formatted(literal(from), literal(to)));
  }

  private static String literal(String name) {
    return "'" + name.replace("'", "''") + "'";
  }
}
