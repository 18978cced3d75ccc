package dev.cao;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What one class file of ours says about itself: its name, the classes it names, the length of its methods. */
final class CompiledClass {
    private final ClassModel model;

    private CompiledClass(ClassModel model) {
        this.model = model;
    }

    /** All classes under a folder of class files. */
    static List<CompiledClass> under(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(CompiledClass::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompiledClass read(Path file) {
        try {
            return new CompiledClass(ClassFile.of().parse(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The binary name, {@code dev.cao.cli.Main$Inner}. */
    String name() {
        return model.thisClass().asInternalName().replace('/', '.');
    }

    String simpleName() {
        return name().substring(name().lastIndexOf('.') + 1);
    }

    String packageName() {
        return name().substring(0, name().lastIndexOf('.'));
    }

    boolean isPackageInfo() {
        return simpleName().equals("package-info");
    }

    boolean hasAnnotation(String binaryName) {
        return model
                .findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(RuntimeVisibleAnnotationsAttribute::annotations)
                .orElse(List.of())
                .stream()
                .map(Annotation::classSymbol)
                .anyMatch(ClassDesc.of(binaryName)::equals);
    }

    /** The binary names of all classes named in code, descriptors and supertypes; arrays count as their elements. */
    Set<String> namedClasses() {
        Set<String> names = new TreeSet<>();
        for (var entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> add(names, type.asSymbol());
                case NameAndTypeEntry member ->
                    addDescriptor(names, member.type().stringValue());
                default -> {}
            }
        }
        model.fields().forEach(field -> add(names, field.fieldTypeSymbol()));
        model.methods().forEach(method -> add(names, method.methodTypeSymbol()));
        return names;
    }

    /** Lines from the first to the last instruction of each written method; constructors are left out. */
    Map<String, Integer> methodLines() {
        Map<String, Integer> lines = new TreeMap<>();
        for (MethodModel method : model.methods()) {
            String methodName = method.methodName().stringValue();
            if (methodName.startsWith("<") || method.flags().has(AccessFlag.SYNTHETIC)) {
                continue;
            }
            method.findAttribute(Attributes.code())
                    .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
                    .ifPresent(table -> lines.merge(methodName, span(table.lineNumbers()), Math::max));
        }
        return lines;
    }

    private static int span(List<LineNumberInfo> numbers) {
        var summary = numbers.stream().mapToInt(LineNumberInfo::lineNumber).summaryStatistics();
        return summary.getMax() - summary.getMin() + 1;
    }

    private static void addDescriptor(Set<String> names, String descriptor) {
        if (descriptor.startsWith("(")) {
            add(names, MethodTypeDesc.ofDescriptor(descriptor));
        } else {
            add(names, ClassDesc.ofDescriptor(descriptor));
        }
    }

    private static void add(Set<String> names, MethodTypeDesc type) {
        add(names, type.returnType());
        type.parameterList().forEach(parameter -> add(names, parameter));
    }

    private static void add(Set<String> names, ClassDesc type) {
        ClassDesc element = type;
        while (element.componentType() != null) {
            element = element.componentType();
        }
        if (element.isClassOrInterface()) {
            String descriptor = element.descriptorString();
            names.add(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
        }
    }
}
