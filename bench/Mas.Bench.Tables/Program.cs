using System.CommandLine;
using System.Text.Json;
using Mas.Bench.Tables;

var file = new Argument<string>("file") { Description = "The table that bench/peers/rows.py has written." };
var epochs = new Option<int>("--epochs") { DefaultValueFactory = _ => 1, Description = "Passes over the training rows." };
var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 512, Description = "Rows per step." };
var threads = new Option<int>("--threads")
{
    DefaultValueFactory = _ => Environment.ProcessorCount,
    Description = "Threads that share the work.",
};
var root = new RootCommand("Opens a large table and trains the MLP on its rows, and says what both take, as JSON.")
{
    file, epochs, batch, threads,
};
root.SetAction((parsed, cancellation) =>
{
    var figures = TableBenchmark.Measure(
        parsed.GetValue(file)!, parsed.GetValue(epochs), parsed.GetValue(batch), parsed.GetValue(threads), cancellation);
    Console.WriteLine(JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));
    return Task.FromResult(0);
});
return await root.Parse(args).InvokeAsync();
