package zoodip.cli.images;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.Progress;
import zoodip.cli.terminal.ProgressSnapshot;
import zoodip.client.Client;
import zoodip.client.RunFailedException;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GenerateImagesResponse;
import zoodip.v1.GenerationProgress;
import zoodip.v1.Image;

/** Has images generated and shows how it goes. */
final class ImageGenerator {
  private final Client client;
  private final Output out;

  ImageGenerator(Client client, Output out) {
    this.client = client;
    this.out = out;
  }

  /**
   * Generates the images of one prompt; with its seed given, another call gives the same ones.
   *
   * @throws RunFailedException if the server sends fewer than were asked for
   */
  PromptImages generate(GenerateImagesRequest request, ImageFiles files) {
    Map<Integer, Image> images = new TreeMap<>();
    try (Progress progress = out.progress()) {
      var unused =
          client.call(() -> read(request, progress, image -> images.put(image.getIndex(), image)));
    }
    if (images.size() < Math.max(1, request.getCount())) {
      throw new RunFailedException(
          "The server sent %d of %d pictures of '%s'"
              .formatted(images.size(), request.getCount(), request.getPrompt()));
    }
    images.values().forEach(image -> files.write(request.getPrompt(), image));
    return new PromptImages(request.getPrompt(), images.values().stream().toList());
  }

  private boolean read(GenerateImagesRequest request, Progress progress, Consumer<Image> taker) {
    Iterator<GenerateImagesResponse> events = client.images().generateImages(request);
    while (events.hasNext()) {
      GenerateImagesResponse event = events.next();
      switch (event.getEventCase()) {
        case PROGRESS -> progress.show(snapshot(event.getProgress()));
        case IMAGE -> taker.accept(event.getImage());
        case PREVIEW, EVENT_NOT_SET -> {
          // none was asked for
        }
      }
    }
    return true;
  }

  private static ProgressSnapshot snapshot(GenerationProgress progress) {
    String what = progress.getQueued() > 0 ? "waiting" : "drawing";
    return ProgressSnapshot.of(what, progress.getStep(), progress.getSteps(), "step");
  }
}
