using System.CommandLine;
using Mas.Bench.Fleet;

var devices = new Option<int>("--devices") { DefaultValueFactory = _ => 2000, Description = "Pretended devices." };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Rounds of the run." };
var perRound = new Option<int>("--clients-per-round")
{
    DefaultValueFactory = _ => 100,
    Description = "Devices that train in a round, each sending weights; all evaluate after it.",
};
var mas = new Option<string>("--mas")
{
    DefaultValueFactory = _ => "src/Mas.Cli/bin/Release/net10.0/mas.dll",
    Description = "The command, as it was built.",
};
var root = new RootCommand("Loads one server with pretended devices through one run, and says what it stands.")
{
    devices, rounds, perRound, mas,
};
root.SetAction((parsed, cancellation) => new FleetLoad(
    parsed.GetValue(mas)!, parsed.GetValue(devices), parsed.GetValue(rounds), parsed.GetValue(perRound)).Run(cancellation));
return await root.Parse(args).InvokeAsync();
