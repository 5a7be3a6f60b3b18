package dev.mayfly.cli;

import dev.mayfly.ImageName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The images that classes name, each with the place that names it first. */
final class NeededImages {

  private final SortedMap<String, String> images = new TreeMap<>();
  private final List<String> untold = new ArrayList<>();
  private int mentions;

  void add(String image, String place) {
    mentions++;
    try {
      images.putIfAbsent(ImageName.parse(image).familiar(), place);
    } catch (IllegalArgumentException e) {
      untold(place, String.valueOf(e.getMessage()));
    }
  }

  /** An image whose name can't be told without running the class. */
  void untold(String place, String why) {
    untold.add(place + ": " + why);
  }

  /** How often an image was named so far, whether for the first time or not. */
  int mentions() {
    return mentions;
  }

  /** Where each is named first, by names. */
  SortedMap<String, String> images() {
    return images;
  }

  /** Places whose images are not known. */
  List<String> untold() {
    return untold.stream().distinct().sorted().toList();
  }
}
