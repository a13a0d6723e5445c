import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes of a jar as today's compiler would have written them.
 *
 * <p>A JVM keeps only classes of version 50 or later in its AOT cache; picocli's are 49, which
 * runs on Java 5. The code stays as it is; it gains the stack maps that later versions ask for.
 *
 * <pre>
 *   java ModernClasses.java picocli.jar
 * </pre>
 */
final class ModernClasses {
  private final Path jar;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private ModernClasses(Path jar) {
    this.jar = jar;
  }

  public static void main(String[] args) throws IOException {
    ModernClasses classes = new ModernClasses(Path.of(args[0]));
    classes.read();
    classes.write();
  }

  private void read() throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
  }

  private void write() throws IOException {
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(rewritten))) {
      for (String name : entries.keySet()) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(isCode(name) ? modern(entries.get(name)) : entries.get(name));
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isCode(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  private byte[] modern(byte[] bytes) {
    ClassFile classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(this::resource)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    ClassModel model = classFile.parse(bytes);
    if (model.majorVersion() >= ClassFile.JAVA_8_VERSION) {
      return bytes;
    }
    CodeTransform writeAnew = CodeBuilder::with;
    ClassTransform version =
        ClassTransform.endHandler(all -> all.with(ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)));
    return classFile.transformClass(
        model, ClassTransform.transformingMethodBodies(writeAnew).andThen(version));
  }

  private InputStream resource(ClassDesc type) {
    String descriptor = type.descriptorString();
    byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }
}
