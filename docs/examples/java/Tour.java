import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import zoodip.client.CallFailure;
import zoodip.client.Client;
import zoodip.client.ClientSettings;
import zoodip.client.PhotoFile;
import zoodip.client.SubjectUpload;
import zoodip.client.TrainingRun;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;

/**
 * From a folder of photos to pictures, with the Java client.
 *
 * <p>Runs as it is, with the command line's jar as its class path, against {@code zoodip serve}:
 *
 * <pre>java -cp services/cli/target/zoodip.jar docs/examples/java/Tour.java PHOTOS CLASS STEPS OUT</pre>
 */
public final class Tour {
  private static final String MODEL = "models/toybox";
  private static final String ID = "java-tour";

  private Tour() {}

  public static void main(String... arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println("Usage: Tour PHOTOS CLASS STEPS OUT");
      System.exit(2);
    }
    String classWord = arguments[1];
    String server = System.getProperty("server", "localhost:9001");
    int steps = Integer.parseInt(arguments[2]);
    Path out = Files.createDirectories(Path.of(arguments[3]));
    try (Client client = Client.connect(ClientSettings.of(server, "default"))) {
      Subject subject = upload(client, Path.of(arguments[0]), classWord);
      TrainingJob job = learn(client, subject, steps);
      draw(client, "a <%s> %s in the snow".formatted(ID, classWord), out);
      System.out.println("learned " + job.getConcept());
    } catch (StatusRuntimeException e) {
      CallFailure failure = CallFailure.of(e);
      System.err.println(failure.reason() + ": " + failure.text());
      System.exit(1);
    }
  }

  /** The subject with all its photos, or nothing: a bad photo is told by its name. */
  private static Subject upload(Client client, Path folder, String classWord) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<PhotoFile> photos =
          files
              .filter(file -> file.toString().endsWith(".jpg"))
              .sorted()
              .map(file -> new PhotoFile(file, ""))
              .toList();
      return SubjectUpload.upload(
          client, ID, Subject.newBuilder().setClassWord(classWord).build(), photos);
    }
  }

  /** Creates the job and follows it to its end, over lost connections too. */
  private static TrainingJob learn(Client client, Subject subject, int steps) {
    TrainingJob wanted =
        TrainingJob.newBuilder()
            .setSubject(subject.getName())
            .setModel(MODEL)
            .setSettings(TrainingSettings.newBuilder().setSteps(steps))
            .build();
    return TrainingRun.follow(
            client,
            CreateTrainingJobRequest.newBuilder().setParent(client.tenant()).setTrainingJob(wanted).build(),
            (before, now) ->
                System.out.printf(
                    "step %d of %d%n", now.getProgress().getDone(), now.getProgress().getTotal()))
        .job();
  }

  private static void draw(Client client, String prompt, Path out) throws IOException {
    GenerateImagesRequest request =
        GenerateImagesRequest.newBuilder()
            .setParent(client.tenant())
            .setModel(MODEL)
            .setPrompt(prompt)
            .setCount(2)
            .build();
    var events = client.images().generateImages(request);
    while (events.hasNext()) {
      var event = events.next();
      if (event.hasImage()) {
        Path file = out.resolve("snow-" + event.getImage().getIndex() + ".png");
        Files.write(file, event.getImage().getPng().toByteArray());
        System.out.println(file);
      }
    }
  }
}
