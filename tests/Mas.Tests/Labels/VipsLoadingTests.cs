using System.Reflection;
using System.Runtime.Loader;
using Mas.Labels;
using Mas.Tests.Federation;

namespace Mas.Tests.Labels;

/// <summary>The library for formats other than PNG is loaded with the first file that needs it.</summary>
public sealed class VipsLoadingTests : IDisposable
{
    private const string Library = "NetVips";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OfPngAloneNothingIsLoaded()
    {
        SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);
        var apart = new Apart();

        apart.Open(_folder.Path);
        Assert.DoesNotContain(Library, apart.Loaded);

        // The beginning of a JPEG, whatever its name.
        File.WriteAllBytes(_folder["c0/0.png"], [0xFF, 0xD8, 0xFF, 0]);
        Assert.Throws<TargetInvocationException>(() => apart.Open(_folder.Path));
        Assert.Contains(Library, apart.Loaded);
        apart.Unload();
    }

    /// <summary>Opens small pictures, in the assemblies that it was loaded with.</summary>
    internal static void Open(string folder) =>
        LabelledPictures.Open(SmallPictures.Options(folder), imageSize: 16).Dispose();

    /// <summary>All assemblies of the tests once more, apart from those that other tests have loaded.</summary>
    private sealed class Apart() : AssemblyLoadContext(nameof(Apart), isCollectible: true)
    {
        internal IEnumerable<string?> Loaded => Assemblies.Select(assembly => assembly.GetName().Name);

        internal void Open(string folder) =>
            LoadFromAssemblyPath(typeof(VipsLoadingTests).Assembly.Location)
                .GetType(typeof(VipsLoadingTests).FullName!)!
                .GetMethod(nameof(VipsLoadingTests.Open), BindingFlags.NonPublic | BindingFlags.Static)!
                .Invoke(null, [folder]);

        protected override Assembly? Load(AssemblyName name) =>
            Path.Combine(AppContext.BaseDirectory, name.Name + ".dll") is var file && File.Exists(file)
                ? LoadFromAssemblyPath(file) : null;

        protected override IntPtr LoadUnmanagedDll(string name) =>
            new AssemblyDependencyResolver(typeof(VipsLoadingTests).Assembly.Location)
                .ResolveUnmanagedDllToPath(name) is { } file ? LoadUnmanagedDllFromPath(file) : IntPtr.Zero;
    }
}
