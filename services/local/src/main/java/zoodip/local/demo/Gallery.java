package zoodip.local.demo;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import zoodip.client.Client;
import zoodip.client.RunFailedException;
import zoodip.platform.prompts.PromptTemplate;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GenerateImagesResponse;
import zoodip.v1.GenerationSettings;

/**
 * Generates images of the same prompts from the same seeds for the class word alone and for the
 * concept.
 */
final class Gallery {
  private static final int PROMPTS = 5;

  private final Client client;
  private final GenerationSettings generation;
  private final long seed;

  /**
   * One generated image.
   *
   * @param prompt as it was sent
   * @param png the file
   */
  record Generated(String prompt, ByteString png) {}

  Gallery(Client client, GenerationSettings generation, long seed) {
    this.client = client;
    this.generation = generation;
    this.seed = seed;
  }

  /** Five of the toybox's prompts, of settings that no photo shows as far as there are five. */
  static List<String> prompts(PhotoSet photos) {
    List<String> chosen = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (String prompt : Toybox.prompts()) {
      String setting = prompt.substring(prompt.indexOf("{1}") + "{1}".length());
      boolean inPhotos = photos.photos().stream().anyMatch(p -> p.caption().endsWith(setting));
      (inPhotos ? shown : chosen).add(prompt);
    }
    chosen.addAll(shown);
    return List.copyOf(chosen.subList(0, PROMPTS));
  }

  /**
   * Generates an image of each prompt, all at one time: the server batches what waits.
   *
   * @param prompts {0} is the placeholder, {1} the class word
   * @param placeholder empty for the class word alone
   */
  List<Generated> generate(List<String> prompts, String placeholder, String classWord) {
    ExecutorService calls = Executors.newFixedThreadPool(prompts.size());
    try {
      List<Future<Generated>> images = new ArrayList<>();
      for (int i = 0; i < prompts.size(); i++) {
        String prompt = new PromptTemplate(prompts.get(i)).fill(placeholder, classWord);
        long itsSeed = seed + i;
        images.add(calls.submit(() -> generate(prompt, itsSeed)));
      }
      return images.stream().map(Gallery::ended).toList();
    } finally {
      calls.shutdownNow();
    }
  }

  private static Generated ended(Future<Generated> image) {
    try {
      return image.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("Calls throw nothing else", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("Interrupted while pictures were generated", e);
    }
  }

  private Generated generate(String prompt, long itsSeed) {
    Iterator<GenerateImagesResponse> events =
        client
            .images()
            .generateImages(
                GenerateImagesRequest.newBuilder()
                    .setParent(client.tenant())
                    .setModel(DemoTraining.MODEL)
                    .setPrompt(prompt)
                    .setCount(1)
                    .setSeed(itsSeed)
                    .setSettings(generation)
                    .build());
    ByteString png = ByteString.EMPTY;
    while (events.hasNext()) {
      GenerateImagesResponse event = events.next();
      if (event.hasImage()) {
        png = event.getImage().getPng();
      }
    }
    if (png.isEmpty()) {
      throw new RunFailedException("The server sent no picture of '" + prompt + "'");
    }
    return new Generated(prompt, png);
  }
}
