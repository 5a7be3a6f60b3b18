package dev.mayfly;

/**
 * Where a container's image comes from: a name to be had from the engine or a registry, or a build.
 */
public sealed interface ImageSource permits ImageName, ImageBuild {

  /** How messages call the image. */
  String describe();
}
