using Mas.Cli;

return CommandLine.Run(args, Terminal.OfProcess());
