package zoodip.zeroth.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.journal.JournalException.Reason;

class JournalSegmentTest {
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void comesBackFromItsBytes(@ForAll("segments") JournalSegment segment) {
    JournalSegment decoded = JournalSegment.decode(segment.encode());
    assertEquals(segment, decoded);
    assertArrayEquals(segment.encode(), decoded.encode());
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void noticesEveryMissingEnd(@ForAll("segments") JournalSegment segment) {
    byte[] bytes = segment.encode();
    for (int length = 0; length < bytes.length; length++) {
      assertEquals(Reason.TRUNCATED, refusal(Arrays.copyOf(bytes, length)).reason());
    }
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void noticesEveryFlippedBit(@ForAll("segments") JournalSegment segment) {
    byte[] bytes = segment.encode();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThrows(JournalException.class, () -> JournalSegment.decode(damaged));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void noticesOverwrittenBytes(
      @ForAll("segments") JournalSegment segment, @ForAll byte value, @ForAll int place) {
    byte[] bytes = segment.encode();
    int at = Math.floorMod(place, bytes.length);
    boolean same = bytes[at] == value;
    bytes[at] = value;
    if (same) {
      assertEquals(segment, JournalSegment.decode(bytes));
    } else {
      assertThrows(JournalException.class, () -> JournalSegment.decode(bytes));
    }
  }

  @Test
  void noticesWhatFollowsTheEnd() {
    byte[] bytes = new JournalSegment(1, 3, new float[3]).encode();
    assertEquals(Reason.CORRUPT, refusal(Arrays.copyOf(bytes, bytes.length + 1)).reason());
  }

  @Test
  void saysWhatIsWrong() {
    byte[] bytes = new JournalSegment(1, 3, new float[3]).encode();
    bytes[0] = 'X';
    assertEquals(Reason.NOT_A_SEGMENT, refusal(bytes).reason());
    bytes[0] = 'Z';
    bytes[4] = 3;
    assertEquals(Reason.UNSUPPORTED_VERSION, refusal(bytes).reason());
    bytes[4] = 1;
    bytes[30] ^= 1;
    assertEquals(Reason.CORRUPT, refusal(bytes).reason());
    assertTrue(refusal(bytes).getMessage().contains("CRC-32C"), refusal(bytes).getMessage());
  }

  @Test
  void refusesImpossibleContentsWithARightChecksum() {
    assertEquals(Reason.CORRUPT, refusal(written(0, 1, 1, 0.5F)).reason());
    assertEquals(Reason.CORRUPT, refusal(written(1, 0, 1, 0.5F)).reason());
    assertEquals(Reason.CORRUPT, refusal(written(1, 1, -1, 0.5F)).reason());
    assertEquals(Reason.CORRUPT, refusal(written(1, 1, 1, Float.NaN)).reason());
    assertEquals(Reason.TRUNCATED, refusal(written(1, 1 << 30, 1 << 30, 0.5F)).reason());
  }

  @Test
  void itsBytesAreThoseOfTheFormat() {
    assertEquals(
        "5a4f4a530100000005000000000000000100000002000000" + "0000003f000080bf" + "b635fd73",
        HexFormat.of().formatHex(new JournalSegment(5, 2, new float[] {0.5F, -1}).encode()));
  }

  @Test
  void theBytesOfABasisAreThoseOfTheFormat() {
    SensitivityBasis basis =
        SensitivityBasis.rounded(5, 1, new double[] {0.5}, new double[][] {{1, -1, 0.5}});
    assertEquals(
        "5a4f4a530200000005000000000000000100000001000000"
            + "2a000000"
            + "0000003f"
            + "01000000010000001e000000"
            + "0500000000000000010000000100000003000000"
            + "0000003f"
            + "ff7f01800040",
        HexFormat.of()
            .formatHex(new JournalSegment(5, 1, new float[] {0.5F}, List.of(basis)).encode())
            .replaceAll("........$", ""));
  }

  @Test
  void theBytesOfAProbeAreThoseOfTheFormat() {
    ProbeLoss probe = new ProbeLoss(5, 16, 0.25);
    assertEquals(
        "5a4f4a530200000005000000000000000100000001000000"
            + "20000000"
            + "0000003f"
            + "020000000100000014000000"
            + "0500000000000000"
            + "10000000"
            + "000000000000d03f",
        HexFormat.of()
            .formatHex(
                new JournalSegment(5, 1, new float[] {0.5F}, List.of(), List.of(), List.of(probe))
                    .encode())
            .replaceAll("........$", ""));
  }

  @Test
  void theBytesOfAGradientAreThoseOfTheFormat() {
    StepGradient gradient = new StepGradient(5, new float[] {0.5F, -2});
    assertEquals(
        "5a4f4a530200000005000000000000000100000001000000"
            + "1c000000"
            + "0000003f"
            + "030000000100000010000000"
            + "0500000000000000"
            + "0000003f000000c0",
        HexFormat.of()
            .formatHex(
                new JournalSegment(
                        5, 1, new float[] {0.5F}, List.of(), List.of(gradient), List.of())
                    .encode())
            .replaceAll("........$", ""));
  }

  @Test
  void basesStandBeforeProbes() {
    SensitivityBasis basis =
        SensitivityBasis.rounded(2, 0, new double[] {1}, new double[][] {{1, 0}});
    List<ProbeLoss> probes = List.of(new ProbeLoss(0, 4, 0.5), new ProbeLoss(1, 4, 0.25));
    JournalSegment segment =
        new JournalSegment(1, 1, new float[2], List.of(basis), List.of(), probes);
    byte[] bytes = segment.encode();
    assertEquals(1, bytes[36]);
    assertEquals(2, bytes[36 + 12 + 28]);
    assertEquals(segment, JournalSegment.decode(bytes));
  }

  @Test
  void refusesProbesOfOtherSteps() {
    assertRefused(1, new ProbeLoss(4, 1, 1));
    assertRefused(5, new ProbeLoss(4, 1, 1));
    assertRefused(5, new ProbeLoss(0, 1, 1));
    assertRefused(1, new ProbeLoss(2, 1, 1), new ProbeLoss(2, 1, 1));
    assertRefused(1, new ProbeLoss(2, 1, 1), new ProbeLoss(1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ProbeLoss(-1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ProbeLoss(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ProbeLoss(1, 1, Double.NaN));
  }

  private static void assertRefused(long firstStep, ProbeLoss... probes) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new JournalSegment(firstStep, 1, new float[3], List.of(), List.of(), List.of(probes)));
  }

  @Test
  void refusesAProbeOfAnotherLength() {
    byte[] bytes =
        new JournalSegment(
                1, 1, new float[1], List.of(), List.of(), List.of(new ProbeLoss(1, 1, 1)))
            .encode();
    for (int length : new int[] {19, 21, -1}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(40, length);
      assertEquals(Reason.CORRUPT, refusal(checked(bytes)).reason());
    }
  }

  /** The bytes with a checksum that holds. */
  private static byte[] checked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length - 4, (int) crc.getValue());
    return bytes;
  }

  @Test
  void refusesGradientsThatAreNotOneAStep() {
    StepGradient first = new StepGradient(1, new float[] {1});
    StepGradient second = new StepGradient(2, new float[] {1});
    for (List<StepGradient> bad : List.of(List.of(first), List.of(second, first))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new JournalSegment(1, 1, new float[2], List.of(), bad, List.of()));
    }
  }

  @Test
  void refusesRecordsThatItDoesNotKnow() {
    SensitivityBasis basis =
        SensitivityBasis.rounded(1, 0, new double[] {1}, new double[][] {{1, 0}});
    byte[] bytes = new JournalSegment(1, 1, new float[1], List.of(basis)).encode();
    for (int place : new int[] {32, 36}) {
      byte[] later = bytes.clone();
      later[place] = 9;
      assertEquals(Reason.UNSUPPORTED_VERSION, refusal(checked(later)).reason());
    }
  }

  @Test
  void refusesBasesOfOtherSteps() {
    SensitivityBasis basis =
        SensitivityBasis.rounded(4, 0, new double[] {1}, new double[][] {{1, 0}});
    assertThrows(
        IllegalArgumentException.class,
        () -> new JournalSegment(1, 1, new float[3], List.of(basis)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new JournalSegment(5, 1, new float[3], List.of(basis)));
  }

  @Test
  void isAValue() {
    float[] losses = {1, 2, 3, 4};
    JournalSegment segment = new JournalSegment(7, 2, losses);
    losses[0] = 9;
    segment.losses()[1] = 9;
    assertEquals(new JournalSegment(7, 2, new float[] {1, 2, 3, 4}), segment);
    assertEquals(new JournalSegment(7, 2, new float[] {1, 2, 3, 4}).hashCode(), segment.hashCode());
    assertNotEquals(new JournalSegment(7, 1, new float[] {1, 2, 3, 4}), segment);
    assertEquals(2, segment.steps());
    assertEquals(8, segment.lastStep());
  }

  @Test
  void refusesWhatNoRunWrites() {
    assertThrows(IllegalArgumentException.class, () -> new JournalSegment(0, 1, new float[1]));
    assertThrows(IllegalArgumentException.class, () -> new JournalSegment(1, 0, new float[1]));
    assertThrows(IllegalArgumentException.class, () -> new JournalSegment(1, 1, new float[0]));
    assertThrows(IllegalArgumentException.class, () -> new JournalSegment(1, 2, new float[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new JournalSegment(1, 1, new float[] {Float.POSITIVE_INFINITY}));
  }

  @Provide
  Arbitrary<JournalSegment> segments() {
    Arbitrary<Float> loss =
        Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite);
    return Combinators.combine(
            Arbitraries.longs().between(1, 1L << 40),
            Arbitraries.integers().between(1, 5),
            Arbitraries.integers().between(1, 6))
        .flatAs(
            (first, perStep, steps) ->
                loss.array(float[].class)
                    .ofSize(perStep * steps)
                    .flatMap(
                        losses ->
                            Combinators.combine(
                                    bases(first, steps),
                                    gradients(first, steps),
                                    probes(first, steps))
                                .as(
                                    (bases, gradients, probes) ->
                                        new JournalSegment(
                                            first, perStep, losses, bases, gradients, probes))));
  }

  private static Arbitrary<List<ProbeLoss>> probes(long firstStep, int steps) {
    return Arbitraries.integers()
        .between(0, steps - 1)
        .set()
        .map(places -> places.stream().sorted().toList())
        .map(
            places ->
                places.stream()
                    .map(place -> new ProbeLoss(firstStep + place, 16, 1.0 / (3 + place)))
                    .toList());
  }

  /** One a step, or none. */
  private static Arbitrary<List<StepGradient>> gradients(long firstStep, int steps) {
    return Arbitraries.floats()
        .array(float[].class)
        .ofSize(2)
        .map(
            numbers ->
                LongStream.range(firstStep, firstStep + steps)
                    .mapToObj(step -> new StepGradient(step, numbers))
                    .toList())
        .optional(0.5)
        .map(gradients -> gradients.orElse(List.of()));
  }

  private static Arbitrary<List<SensitivityBasis>> bases(long firstStep, int steps) {
    Arbitrary<short[][]> directions =
        Arbitraries.shorts().array(short[].class).ofSize(3).array(short[][].class).ofSize(2);
    return Combinators.combine(Arbitraries.integers().between(0, steps - 1), directions)
        .as(
            (step, numbers) ->
                new SensitivityBasis(firstStep + step, 1, new float[] {2, 0.5F}, numbers))
        .list()
        .ofMaxSize(2)
        .map(
            bases ->
                bases.stream().sorted(Comparator.comparingLong(SensitivityBasis::step)).toList());
  }

  private static JournalException refusal(byte[] bytes) {
    return assertThrows(JournalException.class, () -> JournalSegment.decode(bytes));
  }

  private static byte[] written(long firstStep, int steps, int lossesPerStep, float loss) {
    ByteBuffer buffer = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(new byte[] {'Z', 'O', 'J', 'S'}).putInt(1).putLong(firstStep);
    buffer.putInt(steps).putInt(lossesPerStep).putFloat(loss);
    CRC32C crc = new CRC32C();
    crc.update(buffer.array(), 0, 28);
    return buffer.putInt((int) crc.getValue()).array();
  }
}
