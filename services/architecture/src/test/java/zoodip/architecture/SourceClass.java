package zoodip.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A class that a source file declares, at its top level or within another. */
record SourceClass(Path file, String name, boolean topLevel) {
  /** The classes of some files, but for those without a name. */
  static List<SourceClass> of(Collection<Path> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<SourceClass> classes = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask parser =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : parser.parse()) {
        unit.accept(new Collector(unit, classes), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes.stream().filter(type -> !type.name().isEmpty()).toList();
  }

  private static final class Collector extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final List<SourceClass> classes;

    Collector(CompilationUnitTree unit, List<SourceClass> classes) {
      this.unit = unit;
      this.classes = classes;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      classes.add(
          new SourceClass(
              Path.of(unit.getSourceFile().toUri()),
              type.getSimpleName().toString(),
              unit.getTypeDecls().contains(type)));
      return super.visitClass(type, nothing);
    }
  }
}
