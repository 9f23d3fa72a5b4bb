package zoodip.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import zoodip.client.Client;
import zoodip.client.TrainingRun;
import zoodip.diffusion.engine.ResidentMemory;
import zoodip.local.program.ClientProgram;
import zoodip.local.program.PhotoSetUpload;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.v1.Evaluation;
import zoodip.v1.Subject;

/**
 * Personalizes a toy through the public API, as any client would: photos become a concept, a score
 * and images.
 */
public class Demo extends ClientProgram {
  public Demo() {
    super("demo");
  }

  @Override
  protected void run(Client client) {
    DemoSettings settings = DemoSettings.of(System.getProperties());
    show(client, settings, photos(settings));
  }

  private PhotoSet photos(DemoSettings settings) {
    return settings
        .subject()
        .map(PhotoSet::read)
        .orElseGet(() -> Toybox.subject(DemoSettings.TOY, temporary(DemoSettings.TOY)));
  }

  private Path temporary(String name) {
    try {
      return Files.createDirectories(dataFolder.resolve("photos").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack photos to " + dataFolder, e);
    }
  }

  private void show(Client client, DemoSettings settings, PhotoSet photos) {
    DemoEvaluation demoEvaluation = new DemoEvaluation(client, settings, out);
    out.printf("Uploading %d photos of a %s%n", photos.photos().size(), photos.classWord());
    Subject subject = PhotoSetUpload.upload(client, photos);
    out.printf("Learning %s on %s%n", photos.name(), DemoTraining.MODEL);
    TrainingRun run =
        new DemoTraining(client, settings, out).learn(subject, demoEvaluation.evaluation());
    out.println("Scoring the concept");
    Evaluation concept = demoEvaluation.await(run.job().getEvaluationJob());
    out.println("Scoring the class word alone");
    Evaluation classWord = demoEvaluation.classWord(subject);
    out.println("Drawing");
    conclude(client, settings, demoEvaluation, new Found(photos, run, classWord, concept));
  }

  private void conclude(
      Client client, DemoSettings settings, DemoEvaluation demoEvaluation, Found found) {
    DemoFolder demoFolder = new DemoFolder(settings.output());
    Gallery gallery = new Gallery(client, demoEvaluation.generation(), settings.seed());
    List<String> prompts = Gallery.prompts(found.photos());
    String classWord = found.photos().classWord();
    List<Gallery.Generated> before = gallery.generate(prompts, "", classWord);
    List<Gallery.Generated> after = gallery.generate(prompts, found.placeholder(), classWord);
    demoFolder.writeContactSheet(found.title(), found.photos(), before, after);
    DemoReport demoReport =
        new DemoReport(
            found.photos(),
            found.run(),
            found.classWord(),
            found.concept(),
            secondsSinceStart(),
            ResidentMemory.peakMib());
    demoFolder.writeReport(
        demoReport.json(
            demoFolder.contactSheet(),
            demoFolder.writeImages("class-word", before),
            demoFolder.writeImages("concept", after)));
    print(demoReport, demoFolder);
  }

  private void print(DemoReport demoReport, DemoFolder demoFolder) {
    out.println();
    demoReport.table().forEach(out::println);
    out.printf(
        "%n%.0f s in all, %.1f it/s%nreport         %s%ncontact sheet  %s%n",
        demoReport.seconds(),
        demoReport.run().stepsPerSecond(),
        demoFolder.report(),
        demoFolder.contactSheet());
  }

  private static double secondsSinceStart() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (System.currentTimeMillis() - started) / 1000.0;
  }

  /** What training and scoring ended with. */
  private record Found(PhotoSet photos, TrainingRun run, Evaluation classWord, Evaluation concept) {
    String placeholder() {
      String concept = run.job().getConcept();
      return "<" + concept.substring(concept.lastIndexOf('/') + 1) + ">";
    }

    String title() {
      return "%s, learned in %d steps".formatted(photos.name(), run.job().getSettings().getSteps());
    }
  }
}
