package dev.mayfly.engine;

import dev.mayfly.ImageName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The images that the in-memory engine has, and those that its registry has. Thread-safe. */
final class MemoryImages {

  private final Map<ImageName, MemoryImage> here = new ConcurrentHashMap<>();
  private final Map<ImageName, MemoryImage> registry = new ConcurrentHashMap<>();

  /** All that the registry has had, by names with digests. */
  private final Map<ImageName, MemoryImage> byDigest = new ConcurrentHashMap<>();

  Program have(ImageName name, Program program) {
    return here.computeIfAbsent(name, key -> MemoryImage.of(name, program)).program();
  }

  Program publish(ImageName name, Program program) {
    return registry.computeIfAbsent(name, key -> published(name, program)).program();
  }

  private MemoryImage published(ImageName name, Program program) {
    MemoryImage image = MemoryImage.of(name, program);
    byDigest.put(pinned(name, image.digest()), image);
    return image;
  }

  private static ImageName pinned(ImageName name, String digest) {
    return ImageName.parse(name.registry() + "/" + name.repository() + "@" + digest);
  }

  /** The registry has another image under the name from now on. */
  void move(ImageName name) {
    registry.put(name, published(name, new Program()));
  }

  /** The digest of what the registry has under a name. */
  String digest(ImageName name) {
    return registry.get(name).digest();
  }

  /** The registry has what it had under a digest no more. */
  void forget(ImageName name) {
    byDigest.remove(name);
  }

  /** The engine has what the registry has, from an archive. */
  void load(ImageName name) {
    here.put(name, registry.get(name).withoutRegistry());
  }

  String add(MemoryImage image) {
    here.put(image.name(), image);
    return image.id();
  }

  void pull(ImageName name, Consumer<String> progress) {
    MemoryImage image =
        name.digest().map(digest -> byDigest.get(pinned(name, digest))).orElse(registry.get(name));
    if (image == null) {
      throw refusal(name);
    }
    progress.accept("Pulling from " + name.repository());
    here.put(name, image.named(name));
    progress.accept("Status: Downloaded newer image for " + name.familiar());
  }

  void push(ImageName name, Consumer<String> progress) {
    MemoryImage image = here.get(name);
    if (image == null) {
      throw new EngineException(404, "An image does not exist locally with the name " + name);
    }
    progress.accept("The push refers to repository " + name.repository());
    registry.put(name, image);
    byDigest.put(pinned(name, image.digest()), image);
  }

  /** The digest of what the registry has under a name, if it has something. */
  Optional<String> digestIfPublished(ImageName name) {
    return Optional.ofNullable(registry.get(name)).map(MemoryImage::digest);
  }

  private EngineException refusal(ImageName name) {
    boolean otherTag =
        registry.keySet().stream().anyMatch(known -> known.repository().equals(name.repository()));
    return new EngineException(
        404,
        otherTag
            ? "manifest for " + name + " not found: manifest unknown: manifest unknown"
            : "pull access denied for "
                + name
                + ", repository does not exist or may require 'docker login': denied: requested"
                + " access to the resource is denied");
  }

  List<String> names() {
    return here.keySet().stream().map(ImageName::familiar).toList();
  }

  Optional<MemoryImage> find(ImageName name) {
    MemoryImage byName = here.get(name);
    return byName != null
        ? Optional.of(byName)
        : here.values().stream()
            .filter(image -> image.id().equals(name.digest().orElse("")))
            .filter(image -> name.isId() || isOfRepository(image, name))
            .findFirst();
  }

  private static boolean isOfRepository(MemoryImage image, ImageName name) {
    return image.isFromRegistry()
        && image.name().registry().equals(name.registry())
        && image.name().repository().equals(name.repository());
  }

  MemoryImage get(String nameOrId) {
    return find(ImageName.parse(nameOrId))
        .orElseThrow(() -> new EngineException(404, "No such image: " + nameOrId));
  }

  void remove(String nameOrId, Collection<InMemoryContainer> containers) {
    boolean isBareId = nameOrId.matches("[a-f0-9]{64}");
    ImageName name = ImageName.parse(isBareId ? "sha256:" + nameOrId : nameOrId);
    find(name).ifPresent(image -> remove(image, containers));
  }

  private void remove(MemoryImage image, Collection<InMemoryContainer> containers) {
    for (InMemoryContainer user : containers) {
      if (user.isRunning() && user.image().id().equals(image.id())) {
        throw new EngineException(
            409,
            "conflict: unable to delete "
                + image.name()
                + " (cannot be forced) - image is being used by running container "
                + user.id());
      }
    }
    here.values().removeIf(other -> other.id().equals(image.id()));
  }

  List<EngineResource> list() {
    return here.values().stream().map(MemoryImage::resource).toList();
  }
}
