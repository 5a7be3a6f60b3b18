package dev.mayfly.runtime;

import dev.mayfly.engine.ClusterNode;
import dev.mayfly.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds which of a session's engines are of one cluster, and lets their parts have networks in
 * common. Thread-safe; no lock is held while an engine is asked.
 */
final class Clusters {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mayfly.engine");

  private final EngineInfos infos;
  private final Memoizer<EngineSession, ClusterNetworks> spanned = new Memoizer<>();
  private final List<ClusterNetworks> found = new CopyOnWriteArrayList<>();
  private final List<EngineSession> managers = new CopyOnWriteArrayList<>();

  Clusters(EngineInfos infos) {
    this.infos = infos;
  }

  /** A part, and what its engine is in a cluster. */
  private record Member(EngineSession part, ClusterNode node) {}

  /** Looks at several parts that are open; returns when those of one cluster have networks. */
  void include(List<EngineSession> open) {
    List<Member> members = new ArrayList<>();
    open.forEach(part -> node(part).ifPresent(node -> members.add(new Member(part, node))));
    for (Member member : members) {
      of(member, members).ifPresent(networks -> span(member.part(), networks));
    }
  }

  /** One that does not answer is asked again later; its containers will tell. */
  private Optional<ClusterNode> node(EngineSession part) {
    try {
      return Optional.ofNullable(infos.of(part).cluster());
    } catch (EngineException e) {
      LOG.debug("Engine {} does not say whether it is of a cluster", part.name(), e);
      return Optional.empty();
    }
  }

  /** There are none without another member, and somebody who makes them. */
  private synchronized Optional<ClusterNetworks> of(Member member, List<Member> members) {
    Optional<ClusterNetworks> known =
        found.stream().filter(one -> one.node().isWith(member.node())).findFirst();
    if (known.isPresent()) {
      return known;
    }
    List<Member> together =
        members.stream().filter(other -> other.node().isWith(member.node())).toList();
    Optional<Member> manager =
        together.stream().filter(other -> other.node().isManager()).findFirst();
    if (together.size() < 2 || manager.isEmpty()) {
      return Optional.empty();
    }
    EngineSession maker = manager.get().part();
    ClusterNetworks fresh = new ClusterNetworks(maker::id, manager.get().node());
    managers.add(maker);
    found.add(fresh);
    return Optional.of(fresh);
  }

  private void span(EngineSession part, ClusterNetworks networks) {
    spanned.get(
        part,
        () -> {
          part.span(networks);
          return networks;
        });
  }

  /** Whether containers of two parts find each other by name. */
  boolean haveNetworksInCommon(EngineSession one, EngineSession other) {
    return one == other
        || found.stream().anyMatch(networks -> one.isIn(networks) && other.isIn(networks));
  }

  /** Whether a part has made networks that others may still be on. */
  boolean isManager(EngineSession part) {
    return managers.contains(part);
  }
}
